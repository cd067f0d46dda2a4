/** A text that is no usable password digest. The message says what is wrong with it and never holds any of it. */
export class UndecodableDigest extends Error {
  constructor(whatIsWrong: string) {
    super(whatIsWrong);
    this.name = 'UndecodableDigest';
  }
}
