/** The longest credential id that is kept, in characters of base64url: what an index of every database can hold. */
export const longestCredentialId = 512;
