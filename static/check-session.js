// OpenID Connect Session Management 1.0 §3.2: tells apps that frame this page whether the session is
// still the one of their session_state. The hash is done by hand, for WebCrypto is not everywhere.
(() => {
  "use strict";
  const cookie = document.currentScript.dataset.cookie + "=";

  // SHA-256 (FIPS 180-4), with the fractional parts of roots of primes as constants.
  const primes = [];
  for (let n = 2; primes.length < 64; n++) {
    if (primes.every((prime) => n % prime)) primes.push(n);
  }
  const fraction = (x) => ((x - Math.floor(x)) * 0x100000000) | 0;
  const K = primes.map((prime) => fraction(Math.cbrt(prime)));
  const START = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));
  const turn = (x, by) => (x >>> by) | (x << (32 - by));

  const sha256 = (text) => {
    const bytes = Array.from(new TextEncoder().encode(text));
    const bits = bytes.length * 8;
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (let at = 7; at >= 0; at--) bytes.push(Math.floor(bits / 2 ** (8 * at)) & 255);
    let hash = START;
    for (let block = 0; block < bytes.length; block += 64) {
      const w = [];
      for (let i = 0; i < 64; i++) {
        if (i < 16) {
          const at = block + 4 * i;
          w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
          continue;
        }
        const [x, y] = [w[i - 15], w[i - 2]];
        const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
        const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let i = 0; i < 64; i++) {
        const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
        const one = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
        const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
      }
      hash = [a, b, c, d, e, f, g, h].map((x, i) => (x + hash[i]) | 0);
    }
    return hash.map((x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
  };

  const browserState = () => {
    const found = document.cookie.split("; ").find((one) => one.startsWith(cookie));
    return found ? found.slice(cookie.length) : "";
  };

  const answer = (message, origin) => {
    const parts = typeof message === "string" ? message.split(" ") : [];
    const sessionState = parts.pop() || "";
    const clientId = parts.join(" ");
    const [hash, salt, more] = sessionState.split(".");
    if (!clientId || !hash || !salt || more !== undefined) return "error";
    const now = sha256(`${clientId} ${origin} ${browserState()} ${salt}`);
    return now === hash ? "unchanged" : "changed";
  };

  addEventListener("message", (event) => {
    if (!event.source || event.source === window || event.origin === "null") return;
    event.source.postMessage(answer(event.data, event.origin), event.origin);
  });
})();
