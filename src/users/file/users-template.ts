/** What is written where the users file is missing: one disabled user whose password is "authelia". */
export const usersTemplate = `---
# The users of Gatehouse. Each needs a displayname and a password digest; make one with
#   gatehouse crypto hash generate argon2
# This user is an example and disabled. The password of the digest is "authelia": do not keep it.
users:
  authelia:
    disabled: true
    displayname: 'Test User'
    password: '$argon2id$v=19$m=65536,t=3,p=4$TWpnTHU0Q2VncnIyeUJHSg$NNh1D4NvIRcAW5qZVgzPBlDD6TJ9wrR/+lJtclfy0tY'
    email: 'authelia@example.com'
    groups:
      - 'admins'
      - 'dev'
...
`;
