// What the clients share: what the test says, its browser, and keys.
import { createInterface } from 'node:readline';

const [, , whole] = process.argv;

/** What the test says: issuer, the case's name, the server's time, and the app if one is registered. */
export const told = JSON.parse(whole);

// The server's clock is moved by hand; the client lives in the same time.
const ahead = told.now * 1000 - Date.now();
const real = Date.now.bind(Date);
Date.now = () => real() + ahead;

// Whoever waits for ever has failed.
setTimeout(() => { console.error('the client takes too long'); process.exit(1); }, 60_000).unref();

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** Sends the test's browser to an address. Tells the request that comes back to the app. */
export async function visit(url) {
  console.log(url.href);
  const { value } = await lines.next();
  const { at, form } = JSON.parse(value);
  if (!form) return new URL(at);
  return new Request(at, { method: 'POST', body: new URLSearchParams(form) });
}

/** Closes the conversation, so that the process can end. */
export const finish = () => process.stdin.destroy();

/** A key pair with its public JWK. */
export async function keys(algorithm, alg, use, usages) {
  const pair = await crypto.subtle.generateKey(algorithm, true, usages);
  const { key_ops, ext, ...jwk } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { key: pair.privateKey, kid: use, jwks: { keys: [{ ...jwk, kid: use, use, alg }] } };
}

export const signing = () =>
  keys({ name: 'ECDSA', namedCurve: 'P-256' }, 'ES256', 'sig', ['sign', 'verify']);

export const decrypting = () =>
  keys(
    { name: 'RSA-OAEP', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    'RSA-OAEP-256', 'enc', ['encrypt', 'decrypt'],
  );
