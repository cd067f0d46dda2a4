# An application that uses Authlib, an implementation of OAuth 2.0 and OpenID Connect that shares no code with the provider's. It says where the
# browser is to go, reads where the browser came back to, and tells what it was given, one JSON object a line.
import json
import os
import socket
import sys
from urllib.parse import urlencode

import requests
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oidc.core import CodeIDToken

issuer = os.environ["ISSUER"]
certificate = os.environ["CERTIFICATE"]
redirect_uri = "http://127.0.0.1:8400/callback"

# The issuer's name is that of a provider on this machine.
look_up = socket.getaddrinfo


def look_up_here(host, *rest, **more):
    return look_up("127.0.0.1" if host == "auth.example.com" else host, *rest, **more)


socket.getaddrinfo = look_up_here


def tell(**what):
    print(json.dumps(what), flush=True)


def get(url):
    answer = requests.get(url, verify=certificate, timeout=60)
    answer.raise_for_status()
    return answer.json()


metadata = get(f"{issuer}/.well-known/openid-configuration")
session = OAuth2Session(
    os.environ["CLIENT_ID"],
    os.environ["CLIENT_SECRET"],
    token_endpoint_auth_method="client_secret_basic",
    scope="openid profile email groups offline_access",
    redirect_uri=redirect_uri,
    code_challenge_method="S256",
)
session.verify = certificate
verifier, nonce = generate_token(48), generate_token(32)
url, state = session.create_authorization_url(
    metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce
)
tell(url=url)

back = sys.stdin.readline().strip()
token = session.fetch_token(
    metadata["token_endpoint"], authorization_response=back, code_verifier=verifier, state=state
)
claims = jwt.decode(
    token["id_token"],
    JsonWebKey.import_key_set(get(metadata["jwks_uri"])),
    claims_cls=CodeIDToken,
    claims_options={"iss": {"essential": True, "value": issuer}},
    claims_params={"nonce": nonce, "client_id": session.client_id, "access_token": token["access_token"]},
)
claims.validate()
first = session.get(metadata["userinfo_endpoint"]).json()
renewed = session.refresh_token(metadata["token_endpoint"], refresh_token=token["refresh_token"])
second = session.get(metadata["userinfo_endpoint"]).json()
leave = {"id_token_hint": renewed["id_token"], "post_logout_redirect_uri": "http://127.0.0.1:8400/left"}
tell(
    subject=claims["sub"],
    userinfo=first,
    again=second,
    isRenewed=renewed["access_token"] != token["access_token"],
    signOut=f"{metadata['end_session_endpoint']}?{urlencode(leave)}",
)

left = sys.stdin.readline().strip()
signed_out = session.get(metadata["userinfo_endpoint"])
revoked = session.revoke_token(metadata["revocation_endpoint"], token=renewed["refresh_token"])
tell(left=left, afterSignOut=signed_out.status_code, revocation=revoked.status_code)
