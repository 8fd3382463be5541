// The layer table of ARCHITECTURE.md. `npm run layers` runs it; tests/repo/planted-faults.test.ts sees it fail.

/** A layer may import itself, the layers listed, and npm packages (narrowed further down). */
const layers = {
  domain: [],
  protocol: ['domain'],
  app: ['domain', 'protocol'],
  store: ['app', 'domain'],
  'host-api': ['domain', 'protocol'],
  host: ['host-api', 'protocol', 'domain'],
  main: ['host', 'host-api'],
  preload: ['host-api'],
  scan: ['domain'],
  desk: ['app', 'domain'],
  kiosk: ['desk', 'app', 'domain', 'host-api'],
  'catalogue-review': ['domain'],
  ui: ['domain'],
  renderer: ['kiosk', 'desk', 'app', 'domain', 'host-api', 'scan', 'ui'],
  office: ['ui', 'catalogue-review', 'protocol', 'domain'],
  district: ['catalogue-review', 'protocol', 'domain'],
};

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `src/${layer}/ may import ${['itself', ...allowed].join(', ')} only`,
  severity: 'error',
  from: {
    path: `^src/${layer}/`,
    ...(layer === 'renderer' ? { pathNot: '^src/renderer/(compose|own-window)\\.ts$' } : {}),
  },
  to: { path: '^(src|tests)/', pathNot: `^src/(${[layer, ...allowed].join('|')})/` },
}));

/** The fold of entries, and the state machines of records: the simulator's oracle shares neither. */
/** What an id of a record looks like is part of an entry. */
const FOLD = '^src/domain/(journal/fold/|records/(?!record-id))';

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'layer-renderer-root',
      comment: 'the composition root of the renderer, and what begins the start, alone may also import store',
      severity: 'error',
      from: { path: '^src/renderer/(compose|own-window)\\.ts$' },
      to: { path: '^(src|tests)/', pathNot: '^src/(renderer|kiosk|desk|app|domain|host-api|scan|store|ui)/' },
    },
    {
      name: 'early-window-is-small',
      comment: 'what asks the host while the window is loaded waits for no library',
      severity: 'error',
      from: {
        path: '^src/(renderer/(main|nothing-loaded|own-window|loopback-host)|kiosk/host-ahead|store/warm-database|host-api/(bridge|transport))\\.ts$',
      },
      to: { path: '(^|node_modules/)(zod|react|react-dom|antd|dexie|@noble)(/|$)' },
    },
    {
      name: 'domain-base',
      comment: 'money, wall time and text know no card and no catalogue',
      severity: 'error',
      from: { path: '^src/domain/base/' },
      to: { path: '^src/', pathNot: '^src/domain/base/' },
    },
    {
      name: 'layer-sim',
      comment: 'the simulator plays desks, hosts and a district in one process, and shows no window',
      severity: 'error',
      from: { path: '^src/sim/' },
      to: { path: '^(tests|src/(main|preload|renderer|ui|office|cli))/' },
    },
    {
      name: 'oracle-counts-by-itself',
      comment: 'what judges the counters of kiosks and district must not count as they do',
      severity: 'error',
      from: { path: '^src/sim/judge/' },
      to: { path: FOLD },
    },
    {
      name: 'oracle-counts-without-help',
      comment: 'the naive count reaches the fold by no way round either',
      severity: 'error',
      from: { path: '^src/sim/judge/(oracle|standing-uses|merged-uses)\\.ts$' },
      to: { path: FOLD, reachable: true },
    },
    {
      name: 'layer-cli',
      comment: 'src/cli/ may import any layer but those of windows and pages',
      severity: 'error',
      from: { path: '^src/cli/' },
      to: { path: '^(tests|src/(main|preload|renderer|ui|office))/' },
    },
    {
      name: 'electron-in-main-and-preload-alone',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|preload)/' },
      to: { path: '(^|node_modules/)electron(/|$)' },
    },
    {
      name: 'loopback-not-in-the-installer',
      comment: 'Electron never serves the host over HTTP',
      severity: 'error',
      from: { path: '^src/(main|preload)/' },
      to: { path: '^src/host/loopback/' },
    },
    {
      name: 'pure-layers-know-no-node',
      comment: 'these run in a browser',
      severity: 'error',
      from: {
        path: '^src/(domain|protocol|app|store|scan|host-api|desk|kiosk|catalogue-review|ui|renderer|office)/',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'desk-and-kiosk-know-no-react',
      comment: 'window, simulator, tests and command line stand on them',
      severity: 'error',
      from: { path: '^src/(desk|kiosk)/' },
      to: { path: '(^|node_modules/)(react|react-dom|react-i18next|antd)(/|$)' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
