import { MysqlQueryCompiler, type OnConflictNode, type ReferenceNode } from 'kysely';

/**
 * Writes Kysely's `onConflict`, as SQLite and PostgreSQL have it, in MySQL's words: `doNothing` keeps the row as it is, `doUpdateSet`
 * changes it, with `excluded.column` as the value that was to be inserted. MySQL takes every unique key for the conflict.
 */
export class PortableMysqlCompiler extends MysqlQueryCompiler {
  protected override visitOnConflict(node: OnConflictNode): void {
    if (node.updateWhere !== undefined || node.indexWhere !== undefined) {
      throw new TypeError('MySQL knows no condition on a conflict');
    }
    this.append('on duplicate key update ');
    if (node.updates === undefined) this.append('`id` = `id`');
    else this.compileList(node.updates);
  }

  protected override visitReference(node: ReferenceNode): void {
    if (node.table?.table.identifier.name !== 'excluded') {
      super.visitReference(node);
      return;
    }
    this.append('values(');
    this.visitNode(node.column);
    this.append(')');
  }
}
