import { PORT_DEFAULT, type StartOptions } from './options.ts';

/** Which options come too late for a kiosk that runs already: it has what it was started with. */
function lateOptionsOf(options: StartOptions): readonly string[] {
  const late: readonly (readonly [name: string, isGiven: boolean])[] = [
    ['--site', options.siteId !== null],
    ['--electron', options.electron],
    ['--port', options.port !== PORT_DEFAULT],
    ['--district', options.districtUrl !== null],
    ['--code-file', options.code !== null],
    ['--new-profile', options.newProfile],
    ['--ca', options.authorityFile !== null],
    ['--allow-http', options.allowsHttp],
    ['--roots', options.rootsFile !== null],
  ];
  return late.filter(([, isGiven]) => isGiven).map(([name]) => name);
}

/** That these did nothing, and what to do; null where there is nothing to say. They may be what it was started with. */
export function lateWords(options: StartOptions): string | null {
  const late = lateOptionsOf(options).join(' ');
  if (late === '') return null;
  return `${late} 只在启动时有效，开着的前台照旧；要改，先结束它再启动。${late}: read at a start alone. The kiosk that is open stays as it is; to change it, stop it and start again.`;
}
