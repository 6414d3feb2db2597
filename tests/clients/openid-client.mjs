// An app as its developer writes it with openid-client. Each case is a way to use it.
import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { decrypting, finish, signing, told, visit } from './kit.mjs';

const issuer = new URL(told.issuer);
const redirect_uri = 'https://app.example/callback';
const grant_types = ['authorization_code', 'refresh_token'];
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

  async private_key_jwt() {
    const { key, kid, jwks } = await signing();
    const token_endpoint_auth_method = 'private_key_jwt';
    const metadata = { jwks, token_endpoint_auth_method, grant_types };
    await confidential(await registers(metadata, client.PrivateKeyJwt({ key, kid })));
  },

  async registration() {
    const config = await registers({ client_name: 'An app', grant_types }, client.ClientSecretBasic());
    const { client_id, client_secret, client_name } = config.clientMetadata();
    assert.equal(client_name, 'An app');
    assert.ok(client_id && client_secret);
    await confidential(config);
  },

  async form_post() {
    const config = await registered(client.ClientSecretBasic());
    await signIn(config);
    await signIn(config, { response_mode: 'form_post' });
  },

  async fragment() {
    const metadata = { response_types: ['code id_token'], grant_types: [...grant_types, 'implicit'] };
    const config = await registers(metadata, client.ClientSecretBasic());
    client.useCodeIdTokenResponseType(config);
    client.enableDetachedSignatureResponseChecks(config);
    await signIn(config);
    await signIn(config, { response_mode: 'form_post' });
  },

  async implicit() {
    const metadata = {
      response_types: ['id_token'], grant_types: ['implicit'], token_endpoint_auth_method: 'none',
    };
    const config = await registers(metadata, client.None());
    client.useIdTokenResponseType(config);
    for (const mode of ['fragment', 'form_post']) {
      const { parameters, checks } = await request({ response_mode: mode });
      const { code_challenge, code_challenge_method, ...rest } = parameters;
      const back = await visit(client.buildAuthorizationUrl(config, rest));
      const { expectedNonce, expectedState } = checks;
      const claims = await client.implicitAuthentication(config, back, expectedNonce, { expectedState });
      assert.equal(claims.aud, config.clientMetadata().client_id);
    }
  },

  async request_object() {
    const { key, kid, jwks } = await signing();
    const config = await registers({ jwks, require_signed_request_object: true }, client.ClientSecretBasic());
    await signIn(config, {}, (config, parameters) =>
      client.buildAuthorizationUrlWithJAR(config, parameters, { key, kid }));
  },

  async pushed_request() {
    const metadata = { require_pushed_authorization_requests: true };
    const config = await registers(metadata, client.ClientSecretBasic());
    await signIn(config, {}, client.buildAuthorizationUrlWithPAR);
  },

  async encrypted_id_token() {
    const { key, kid, jwks } = await decrypting();
    const encryption = {
      id_token_encrypted_response_alg: 'RSA-OAEP-256', id_token_encrypted_response_enc: 'A256GCM',
    };
    const config = await registers({ jwks, ...encryption }, client.ClientSecretBasic());
    client.enableDecryptingResponses(config, ['A256GCM'], { key, kid, alg: 'RSA-OAEP-256' });
    await signIn(config);
  },

  async client_credentials() {
    const metadata = { redirect_uris: [], response_types: [], grant_types: ['client_credentials'] };
    const config = await registers(metadata, client.ClientSecretBasic());
    const tokens = await client.clientCredentialsGrant(config);
    const active = await client.tokenIntrospection(config, tokens.access_token);
    assert.equal(active.client_id, config.clientMetadata().client_id);
  },

  async logout() {
    const config = await registers({ post_logout_redirect_uris: [bye] }, client.ClientSecretBasic());
    const { id_token } = await signIn(config);
    const state = client.randomState();
    const asked = { id_token_hint: id_token, post_logout_redirect_uri: bye, state };
    const back = await visit(client.buildEndSessionUrl(config, asked));
    assert.equal(back.href, `${bye}?state=${state}`);
    const { parameters, checks } = await request({ prompt: 'none' });
    const refused = await visit(client.buildAuthorizationUrl(config, parameters));
    const { expectedState, pkceCodeVerifier } = checks;
    await assert.rejects(
      client.authorizationCodeGrant(config, refused, { expectedState, pkceCodeVerifier }),
      { error: 'login_required' },
    );
  },
};

await cases[told.case]();
finish();
