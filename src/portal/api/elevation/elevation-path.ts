/** Where sensitive settings are opened (behaviour.md §1.5). */
export const elevationPath = '/api/user/session/elevation';
