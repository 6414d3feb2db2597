// Serves the page of an app on a port of its own, which it tells, until its input ends.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const here = (path) => readFileSync(new URL(path, import.meta.url));
const told = () => Buffer.from(`window.TOLD = ${process.argv[2]};\n`);
const scripts = {
  '/oidc-client-ts.min.js': here('node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js'),
  '/spa.js': Buffer.concat([told(), here('spa.js')]),
};
const page = here('spa.html');

const server = createServer((request, response) => {
  const script = scripts[new URL(request.url, 'http://app').pathname];
  response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
  response.end(script ?? page);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.stdin.on('end', () => process.exit()).resume();
