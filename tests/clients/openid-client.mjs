// An app as its developer writes it with openid-client. Each case is a way to use it.
import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { decrypting, finish, signing, told, visit } from './kit.mjs';

const issuer = new URL(told.issuer);
const redirect_uri = 'https://app.example/callback';
const bye = 'https://app.example/bye';
const insecure = { execute: [client.allowInsecureRequests] };

/** The app that the operator has registered. */
const registered = (auth) =>
  client.discovery(issuer, told.client_id, { client_secret: told.client_secret }, auth, insecure);

/** An app that registers itself. */
const registers = (metadata, auth) =>
  client.dynamicClientRegistration(issuer, { redirect_uris: [redirect_uri], ...metadata }, auth, insecure);

/** A request, and what has to be kept to check the answer. */
async function request(more = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const expectedNonce = client.randomNonce();
  const parameters = {
    redirect_uri,
    scope: 'openid profile email',
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...more,
  };
  return { parameters, checks: { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true } };
}

/** Signs a person in and checks all that comes back. */
async function signIn(config, more, build = client.buildAuthorizationUrl) {
  const { parameters, checks } = await request(more);
  const back = await visit(await build(config, parameters));
  const tokens = await client.authorizationCodeGrant(config, back, checks);
  const { sub } = tokens.claims();
  const person = await client.fetchUserInfo(config, tokens.access_token, sub);
  assert.equal(person.email, 'ada@example.com');
  assert.equal(person.preferred_username, 'ada');
  return tokens;
}

/** Signs in, refreshes, asks about the tokens, revokes them. */
async function wholeLife(config) {
  client.enableNonRepudiationChecks(config);
  const tokens = await signIn(config);
  const again = await client.refreshTokenGrant(config, tokens.refresh_token);
  assert.equal(again.claims().sub, tokens.claims().sub);
  await client.tokenRevocation(config, again.refresh_token);
  await assert.rejects(client.refreshTokenGrant(config, again.refresh_token), { error: 'invalid_grant' });
  return again;
}

async function confidential(config) {
  const tokens = await signIn(config);
  const active = await client.tokenIntrospection(config, tokens.access_token);
  assert.equal(active.active, true);
  assert.equal(active.sub, tokens.claims().sub);
  await client.tokenRevocation(config, tokens.access_token);
  assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false);
  await wholeLife(config);
}

const cases = {
  async discovery() {
    const config = await registered(client.ClientSecretBasic());
    const server = config.serverMetadata();
    assert.equal(server.issuer, told.issuer);
    assert.equal(server.supportsPKCE(), true);
    assert.equal(server.authorization_response_iss_parameter_supported, true);
  },
  client_secret_basic: async () => confidential(await registered(client.ClientSecretBasic())),
  client_secret_post: async () => confidential(await registered(client.ClientSecretPost())),
  client_secret_jwt: async () => confidential(await registered(client.ClientSecretJwt())),
  none: async () => wholeLife(await registered(client.None())),
};

await cases[told.case]();
finish();
