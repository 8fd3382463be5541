import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';

/** Importing the real package by mistake must fail, not start a download. */
process.env['ELECTRON_OVERRIDE_DIST_PATH'] = '/nonexistent/electron';

type Handler = (...args: unknown[]) => unknown;

class DoubledSession extends EventEmitter {
  permissionRequest: Handler | null = null;
  permissionCheck: Handler | null = null;
  devicePermission: Handler | null = null;
  beforeRequest: { urls: string[]; handler: Handler } | null = null;
  spellChecker = true;
  readonly webRequest = {
    onBeforeRequest: (filter: { urls: string[] }, handler: Handler) => {
      this.beforeRequest = { urls: filter.urls, handler };
    },
  };
  setPermissionRequestHandler(handler: Handler) {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: Handler) {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: Handler) {
    this.devicePermission = handler;
  }
  setSpellCheckerEnabled(enabled: boolean) {
    this.spellChecker = enabled;
  }
}

class DoubledContents extends EventEmitter {
  windowOpen: Handler | null = null;
  reloads = 0;
  setWindowOpenHandler(handler: Handler) {
    this.windowOpen = handler;
  }
  crashes = 0;
  prints: unknown[] = [];
  reload() {
    this.reloads += 1;
  }
  forcefullyCrashRenderer() {
    this.crashes += 1;
  }
  printers: readonly { name: string }[] = [];
  async getPrintersAsync() {
    return this.printers;
  }
  print(options: unknown) {
    this.prints.push(options);
  }
}

/**
 * What the double was told, for the tests to look at. `resetElectron` forgets it, all but what the preload
 * script exposed: that runs once.
 */
export const told = {
  calls: [] as string[],
  privileged: [] as unknown[],
  protocols: new Map<string, (request: Request) => Promise<Response>>(),
  channels: new Map<string, Handler>(),
  exposed: new Map<string, unknown>(),
  windows: [] as DoubledWindow[],
  errors: [] as string[],
  dialogs: [] as { window: unknown; properties: string[] }[],
  /** The number of the button that answers a question. */
  chosenButton: 0,
  /** What the clerk chooses; empty: nothing. */
  chosenFolders: [] as string[],
  exits: [] as number[],
  /** Buttons of each question. */
  questions: [] as string[][],
  listeners: new Map<string, Handler>(),
  menu: undefined as unknown,
  session: new DoubledSession(),
  paths: new Map<string, string>(),
  switches: new Set<string>(),
  hasInstanceLock: true,
  isPackaged: true,
  storage: { available: true, backend: 'gnome_libsecret', plainText: false },
};

class DoubledWindow {
  static getAllWindows() {
    return told.windows;
  }
  readonly webContents = new DoubledContents();
  readonly emitter = new EventEmitter();
  readonly options: Record<string, unknown>;
  url = '';
  shown = false;
  focused = 0;
  minimized = false;
  constructor(options: Record<string, unknown>) {
    this.options = options;
    told.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  once(event: string, listener: () => void) {
    this.emitter.once(event, listener);
  }
  on(event: string, listener: (...args: unknown[]) => void) {
    this.emitter.on(event, listener);
  }
  show() {
    this.shown = true;
  }
  focus() {
    this.focused += 1;
  }
  isMinimized() {
    return this.minimized;
  }
  restore() {
    this.minimized = false;
  }
  async loadURL(url: string) {
    this.url = url;
    this.emitter.emit('ready-to-show');
  }
}

class DoubledApp extends EventEmitter {
  get isPackaged() {
    return told.isPackaged;
  }
  readonly commandLine = { hasSwitch: (name: string) => told.switches.has(name) };
  enableSandbox() {
    told.calls.push('enableSandbox');
  }
  requestSingleInstanceLock() {
    told.calls.push('requestSingleInstanceLock');
    return told.hasInstanceLock;
  }
  async whenReady() {
    told.calls.push('whenReady');
  }
  setPath(name: string, path: string) {
    if (!isAbsolute(path) || !existsSync(path)) throw new Error('Failed to set path');
    told.paths.set(name, path);
  }
  getPath(name: string) {
    return told.paths.get(name) ?? '';
  }
  getVersion() {
    return '0.0.0-double';
  }
  exit(code: number) {
    told.exits.push(code);
  }
  quit() {
    told.calls.push('quit');
    this.emit('quit-called');
  }
}

export const app = new DoubledApp();
export const BrowserWindow = DoubledWindow;
export const Menu = {
  setApplicationMenu(menu: unknown) {
    told.menu = menu;
  },
};
export const dialog = {
  async showOpenDialog(window: DoubledWindow, options: { properties: string[] }) {
    told.dialogs.push({ window, ...options });
    return { canceled: told.chosenFolders.length === 0, filePaths: told.chosenFolders };
  },
  showMessageBoxSync(question: { detail: string }) {
    told.errors.push(question.detail);
    return told.chosenButton;
  },
  async showMessageBox(_window: DoubledWindow, options: { buttons: string[] }) {
    told.questions.push(options.buttons);
    return { response: options.buttons.length - 1 };
  },
  showErrorBox: (title: string, words: string) => void told.errors.push(`${title}\n${words}`),
};
export const session = { defaultSession: told.session };
export const protocol = {
  registerSchemesAsPrivileged(schemes: unknown[]) {
    told.calls.push('registerSchemesAsPrivileged');
    told.privileged.push(...schemes);
  },
  handle(scheme: string, handler: (request: Request) => Promise<Response>) {
    told.protocols.set(scheme, handler);
  },
};
export const safeStorage = {
  isEncryptionAvailable: () => told.storage.available || told.storage.plainText,
  getSelectedStorageBackend: () => told.storage.backend,
  setUsePlainTextEncryption(usePlainText: boolean) {
    told.storage.plainText = usePlainText;
  },
  encryptString: (text: string) => Buffer.from(`sealed:${text}`),
  decryptString(sealed: Buffer) {
    const text = sealed.toString();
    if (!text.startsWith('sealed:')) throw new Error('Error while decrypting the ciphertext');
    return text.slice('sealed:'.length);
  },
};
export const ipcMain = {
  handle(channel: string, handler: Handler) {
    told.channels.set(channel, handler);
  },
  on(channel: string, listener: Handler) {
    told.listeners.set(channel, listener);
  },
};
/** What `event.senderFrame` is for calls through the doubled `ipcRenderer`. */
export const OWN_FRAME = { url: 'app://kiosk/', parent: null };
export const ipcRenderer = {
  /** Both directions pass through the structured clone, as between real processes. */
  async invoke(channel: string, ...args: unknown[]) {
    const handler = told.channels.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return structuredClone(await handler({ senderFrame: OWN_FRAME }, ...structuredClone(args)));
  },
};
export const contextBridge = {
  exposeInMainWorld(name: string, api: unknown) {
    told.exposed.set(name, api);
  },
};

export function resetElectron(): void {
  app.removeAllListeners();
  told.session.removeAllListeners();
  const { calls, privileged, windows, errors, exits, dialogs, chosenFolders, questions } = told;
  for (const list of [calls, privileged, windows, errors, exits, dialogs, chosenFolders, questions]) {
    list.length = 0;
  }
  for (const map of [told.protocols, told.channels, told.listeners, told.paths]) map.clear();
  told.switches.clear();
  told.menu = undefined;
  told.chosenButton = 0;
  told.hasInstanceLock = true;
  told.isPackaged = true;
  told.storage = { available: true, backend: 'gnome_libsecret', plainText: false };
}
