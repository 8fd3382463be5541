import { claimFolder } from '../../src/district/database/folder-claim.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('which folder?');
claimFolder(folder);
process.send?.('claimed');
setInterval(() => {}, 60_000);
