import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const NAME_BYTES = 8;

/**
 * A page in a file of this user alone that leads on to the kiosk's one-time address. The browser is given the file:
 * its command line, which every user of the machine can read, then says nothing. Throws on disk errors.
 */
export function addressPage(folder: string, address: string): { readonly url: string; remove(): void } {
  const path = join(folder, `open-${randomBytes(NAME_BYTES).toString('hex')}.html`);
  writeFileSync(path, pageOf(address), { mode: 0o600, flag: 'wx' });
  return { url: pathToFileURL(path).href, remove: () => rmSync(path, { force: true }) };
}

/** A script and no refresh of the page: an app window keeps the place of a page that is replaced. */
function pageOf(address: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>英才卡前台</title></head>
<body><script>location.replace(${JSON.stringify(address)})</script></body>
</html>
`;
}
