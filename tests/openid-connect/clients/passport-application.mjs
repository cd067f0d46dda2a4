// An application with Passport and its strategy for OpenID Connect, which share no code with the provider's engine. It serves `/login` and
// `/callback` on loopback, and says its port in one line of JSON. `/callback` answers with what the library made of the sign-in; `/renew` renews once more.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { globalAgent } from 'node:https';
import passport from 'passport';
import OpenIDConnectStrategy from 'passport-openidconnect';

const { ISSUER: issuer = '', CLIENT_ID: clientID = '', CLIENT_SECRET: clientSecret = '' } = process.env;
// The issuer's name is that of a provider on this machine.
globalAgent.options.lookup = (_name, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]);

/** The one session of the one browser. */
const session = {};
const server = createServer();
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address();
const strategy = new OpenIDConnectStrategy(
  {
    issuer,
    authorizationURL: `${issuer}/api/oidc/authorization`,
    tokenURL: `${issuer}/api/oidc/token`,
    userInfoURL: `${issuer}/api/oidc/userinfo`,
    clientID,
    clientSecret,
    callbackURL: `http://127.0.0.1:${port}/callback`,
    scope: ['profile', 'email', 'groups', 'offline_access'],
    nonce: true,
    maxAge: 3600,
    skipUserProfile: false,
  },
  (foundIssuer, profile, _context, idToken, accessToken, refreshToken, done) =>
    done(null, { issuer: foundIssuer, profile, idToken, accessToken, refreshToken }),
);
passport.use(strategy);

/** Renews with the library that the strategy is built on, and reads UserInfo with the new token. */
function renew(refreshToken) {
  const { _oauth2: oauth2 } = strategy;
  return new Promise((resolve, reject) => {
    oauth2.getOAuthAccessToken(
      refreshToken,
      { grant_type: 'refresh_token' },
      (error, accessToken, renewed) => {
        if (error) reject(new Error(JSON.stringify(error)));
        else {
          oauth2.get(`${issuer}/api/oidc/userinfo`, accessToken, (refused, body) =>
            refused
              ? reject(new Error(JSON.stringify(refused)))
              : resolve({ accessToken, refreshToken: renewed, userinfo: JSON.parse(body) }),
          );
        }
      },
    );
  });
}

/** The tokens of the last sign-in can be renewed so. */
let lastRefreshToken;

async function answer(response, signedIn) {
  const { accessToken, refreshToken, profile, ...rest } = signedIn;
  const renewed = await renew(refreshToken);
  lastRefreshToken = renewed.refreshToken;
  const body = { ...rest, profile, isRenewed: renewed.accessToken !== accessToken, again: renewed.userinfo };
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

server.on('request', (request, response) => {
  const { searchParams } = new URL(request.url, 'http://127.0.0.1');
  Object.assign(request, { session, query: Object.fromEntries(searchParams) });
  const fail = (error) => response.writeHead(500).end(String(error?.stack ?? error));
  if (request.url === '/renew') {
    renew(lastRefreshToken).then(() => response.end('renewed'), fail);
    return;
  }
  passport.authenticate('openidconnect', { session: false }, (error, user, info) => {
    if (error || !user) fail(error ?? JSON.stringify(info));
    else answer(response, user).catch(fail);
  })(request, response, fail);
});
process.stdout.write(`${JSON.stringify({ port })}\n`);
