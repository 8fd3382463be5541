import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBrowser } from '../src/cli/start/browser.ts';
import { buildApp, buildFolderFault, PROJECT_FOLDER } from '../src/cli/start/build-app.ts';

/** Everything that has to be clean before a test is worth running, as `npm run NAME`. */
const CHECKS = ['lint', 'types', 'layers', 'dead-code'] as const;

/** Runs of 45 virtual days each. */
const SIM_SEEDS = 1_000;

/**
 * `npm test`: the checks, the build, the simulator, then every test; `npm run e2e` (argument `e2e`) the end-to-end cases
 * alone. Stops at the first check that fails; the runner's own count ends the output.
 */
async function run(): Promise<number> {
  const isEndToEnd = process.argv.includes('e2e');
  const unbuildable = buildFolderFault();
  if (unbuildable !== null) {
    console.error(unbuildable);
    return 1;
  }
  const browser = ensureBrowser((line) => console.log(line));
  if (browser === null) return 1;
  for (const check of isEndToEnd ? [] : CHECKS) {
    console.log(`\n> ${check}`);
    const code = runScript(check);
    if (code !== 0) return code;
  }
  const built = await buildApp((line) => console.log(line));
  if (built !== null) {
    console.error(built);
    return 1;
  }
  const simulated = isEndToEnd ? 0 : simulate();
  if (simulated !== 0) return simulated;
  const projects = isEndToEnd ? ['--project', 'e2e'] : [];
  return runNode([join('node_modules', 'vitest', 'vitest.mjs'), 'run', ...projects]);
}

/** Before the tests, because it takes both cores for itself. */
function simulate(): number {
  console.log(`\n> sim, ${SIM_SEEDS} seeds`);
  return runNode([join('src', 'cli', 'sim.ts'), '--seeds', String(SIM_SEEDS)]);
}

function runScript(name: string): number {
  const npm = process.env['npm_execpath'];
  return npm ? runNode([npm, 'run', '--silent', name]) : spawn('npm', ['run', '--silent', name]);
}

function runNode(args: readonly string[]): number {
  return spawn(process.execPath, args);
}

function spawn(command: string, args: readonly string[]): number {
  return spawnSync(command, args, { cwd: PROJECT_FOLDER, stdio: 'inherit' }).status ?? 1;
}

process.exit(await run());
