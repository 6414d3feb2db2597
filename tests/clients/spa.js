// An app in a page, as its developer writes it with oidc-client-ts.
const told = window.TOLD;

// The server's clock is moved by hand; the app lives in the same time.
const ahead = told.now * 1000 - Date.now();
const real = Date.now.bind(Date);
Date.now = () => real() + ahead;

const manager = new oidc.UserManager({
  authority: told.issuer,
  client_id: told.client_id,
  redirect_uri: `${location.origin}/callback`,
  silent_redirect_uri: `${location.origin}/silent`,
  post_logout_redirect_uri: `${location.origin}/bye`,
  scope: 'openid profile email',
  loadUserInfo: true,
  automaticSilentRenew: false,
  silentRequestTimeoutInSeconds: 10,
});

const person = async (user) => ({
  sub: user.profile.sub,
  email: user.profile.email,
  access_token: user.access_token,
  refresh_token: user.refresh_token,
});

/** What a test can ask of the app. */
const actions = {
  signIn: () => manager.signinRedirect(),
  back: async () => person(await manager.signinRedirectCallback()),
  refresh: async () => person(await manager.signinSilent()),
  async frame() {
    // Without a refresh token the library opens a frame.
    const user = await manager.getUser();
    delete user.refresh_token;
    await manager.storeUser(user);
    return person(await manager.signinSilent());
  },
  async revoke() {
    await manager.revokeTokens(['access_token', 'refresh_token']);
    return {};
  },
  signOut: () => manager.signoutRedirect(),
};

window.act = (name, done) =>
  actions[name]().then((value) => done(value ?? {}), (error) => done({ error: String(error) }));

if (location.pathname === '/silent') manager.signinSilentCallback();
