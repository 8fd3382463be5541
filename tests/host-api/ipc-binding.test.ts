import { beforeEach, describe, expect, test, vi } from 'vitest';
import { BRIDGE_NAME, HOST_CHANNEL } from '../../src/host-api/bridge.ts';
import { HostGone, hostBehind } from '../../src/host-api/client.ts';
import { ipcTransport } from '../../src/host-api/transport.ts';
import { ipcRenderer, resetElectron, told } from '../support/electron-double.ts';
import { hostContract } from './contract.ts';

vi.mock('electron', () => import('../support/electron-double.ts'));

beforeEach(resetElectron);

describe('the host over Electron’s IPC', () => {
  hostContract(async (host) => {
    const { bindHost } = await import('../../src/main/ipc-binding.ts');
    await import('../../src/preload/index.ts');
    bindHost(host);
    return {
      client: hostBehind(ipcTransport(told.exposed.get(BRIDGE_NAME))),
      raw: (method, input) => ipcRenderer.invoke(HOST_CHANNEL, method, input),
    };
  });

  test('a window without the bridge has no host', async () => {
    for (const bridge of [undefined, null, {}, { call: 'text' }]) {
      await expect(hostBehind(ipcTransport(bridge)).call('kiosk.info', {})).rejects.toThrow(HostGone);
    }
  });

  test('a main process that does not answer is gone', async () => {
    const host = hostBehind(ipcTransport({ call: () => Promise.reject(new Error('reply was never sent')) }));
    await expect(host.call('kiosk.info', {})).rejects.toThrow(HostGone);
  });
});
