import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_NAME, HOST_CHANNEL, type KioskHostBridge } from '../host-api/bridge.ts';

/** All that the window gets of Electron: one function on one channel. */
const bridge: KioskHostBridge = {
  call: (method, input) => ipcRenderer.invoke(HOST_CHANNEL, method, input),
};

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
