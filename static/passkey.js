// Passkeys (WebAuthn Level 3 §5.1): asks the browser for what the page says and sends the answer
// with the page's own form. Without this script, or in a browser without passkeys, the form stays
// hidden and the page works as before.
(() => {
  "use strict";
  const form = document.getElementById("passkey");
  if (!form || !window.PublicKeyCredential) return;
  const failed = document.getElementById("passkey-failed");
  const cannot = document.getElementById("passkey-cannot");

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  const { publicKey } = JSON.parse(form.dataset.options);
  const creates = "user" in publicKey;
  publicKey.challenge = bytes(publicKey.challenge);
  if (creates) publicKey.user.id = bytes(publicKey.user.id);
  for (const one of publicKey.allowCredentials || publicKey.excludeCredentials || []) {
    one.id = bytes(one.id);
  }

  const send = (credential) => {
    const { response } = credential;
    const answer = { clientDataJSON: text(response.clientDataJSON) };
    if (creates) {
      answer.attestationObject = text(response.attestationObject);
      answer.transports = response.getTransports ? response.getTransports() : [];
    } else {
      answer.authenticatorData = text(response.authenticatorData);
      answer.signature = text(response.signature);
      answer.userHandle = response.userHandle ? text(response.userHandle) : null;
    }
    const { id, type } = credential;
    const rawId = text(credential.rawId);
    form.elements.answer.value = JSON.stringify({ id, rawId, type, response: answer });
    form.submit();
  };

  // Browsers answer one question at a time.
  let asking = new AbortController();
  const ask = async (mediation) => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const question = mediation ? { publicKey, signal, mediation } : { publicKey, signal };
    const { credentials } = navigator;
    send(await (creates ? credentials.create(question) : credentials.get(question)));
  };

  // Offers passkeys among what the browser fills in for the user name.
  const offer = async () => {
    const can = PublicKeyCredential.isConditionalMediationAvailable;
    if (!("autofill" in form.dataset) || !can) return;
    try {
      if (await can.call(PublicKeyCredential)) await ask("conditional");
    } catch {
      // Nobody has asked for anything.
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      await ask();
    } catch (error) {
      if (error.name !== "AbortError") failed.hidden = false;
      offer();
    }
  });
  // Says with the password whether this device could make a passkey.
  const tell = async () => {
    const field = document.querySelector("input[name=passkeys]");
    const can = PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable;
    if (field && can && (await can.call(PublicKeyCredential))) field.value = "can";
  };

  form.hidden = false;
  if (cannot) cannot.hidden = true;
  tell();
  offer();
})();
