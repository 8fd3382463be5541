import { lockFolder } from '../../src/district/database/folder-lock.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('which folder?');
lockFolder(folder);
process.send?.('locked');
setInterval(() => {}, 60_000);
