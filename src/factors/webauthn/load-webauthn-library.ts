/** The library that reads and makes what authenticators speak: loaded when it is first needed, for it takes longer than the rest of the start. */
export function loadWebAuthnLibrary() {
  return import('@simplewebauthn/server');
}
