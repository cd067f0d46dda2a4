/**
 * The longest password that is looked at anywhere, in bytes of UTF-8: no input makes the work grow (attacks.md, the 1 MB password), and
 * directories hang up on what is much longer.
 */
export const maximumPasswordBytes = 1024;
