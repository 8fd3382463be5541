import { complain, say } from './input/terminal.ts';
import { rebuildApp } from './start/build-app.ts';

/** `npm run build`: the app in `out/`, or in words why not. */
const fault = await rebuildApp(say);
if (fault !== null) {
  complain(fault);
  process.exitCode = 1;
}
