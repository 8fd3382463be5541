import { takePicture } from '../../../../src/renderer/demo/shown-picture.ts';
import { bitmapOf } from '../../../../src/renderer/scanner/camera/picture-file.ts';
import { onClerkKey } from '../../../../src/renderer/scanner/keys/keyboard-wedge.ts';
import { createScanner } from '../../../../src/renderer/scanner/scanner.ts';
import type { ScannerEvent } from '../../../../src/renderer/scanner/scanner-event.ts';
import { feedFrames } from './feed-frames.ts';

/** What the tests look at and do: the product's own scanner in a page without React around it. */
const probe = {
  events: [] as ScannerEvent[],
  clerkKeys: [] as string[],
  clicks: 0,
  /** The most that ever stood in the field, for however short a time. */
  longestValue: 0,
  takePicture,
  bitmapOf,
  feedFrames,
  scanner: createScanner({
    video: document.querySelector('video') ?? document.createElement('video'),
    cameraId: null,
    rules: () => ({ oldCardNumbers: ['GZ########'] }),
    onEvent: (event) => probe.events.push(event),
  }),
};

onClerkKey(({ key }) => {
  probe.clerkKeys.push(key);
  return key === 'F3';
});
document.querySelector('button')?.addEventListener('click', () => {
  probe.clicks += 1;
});
const field = document.querySelector('input');
field?.addEventListener('input', () => {
  probe.longestValue = Math.max(probe.longestValue, field.value.length);
});

export type Probe = typeof probe;
Object.assign(window, { probe });
