import { onClerkKey } from '../../../../src/renderer/scanner/keyboard-wedge.ts';
import { createScanner } from '../../../../src/renderer/scanner/scanner.ts';
import type { ScannerEvent } from '../../../../src/renderer/scanner/scanner-event.ts';

/** What the tests look at and do; a page without React around the product's own scanner. */
const probe = {
  events: [] as ScannerEvent[],
  clerkKeys: [] as string[],
  scanner: createScanner({
    video: document.querySelector('video') ?? document.createElement('video'),
    cameraId: null,
    onEvent: (event) => probe.events.push(event),
  }),
};

onClerkKey(({ key }) => {
  probe.clerkKeys.push(key);
  return key === 'F3';
});

const button = document.querySelector('button');
button?.addEventListener('click', () => {
  button.textContent = String(Number(button.textContent) + 1);
});

export type Probe = typeof probe;
Object.assign(window, { probe });
