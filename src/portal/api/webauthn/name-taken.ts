/** The message of the 409 to whoever gives two keys one name. */
export const nameTaken = 'You already have a security key of that name.';
