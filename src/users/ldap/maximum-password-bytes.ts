/** The longest password that is sent to a directory, in bytes of UTF-8: servers hang up on what is much longer. */
export const maximumPasswordBytes = 1024;
