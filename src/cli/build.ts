import { complain, say } from './input/terminal.ts';
import { rebuildApp } from './start/build-app.ts';

/** `npm run build`: builds the app in `out/`, or says in words why it cannot. */
const fault = await rebuildApp(say);
if (fault !== null) {
  complain(fault);
  process.exitCode = 1;
}
