import type { PictureReading } from './camera/decoder-message.ts';
import type { GreyPicture } from './camera/grey-picture.ts';
import { createScanStatistics, type ScanStatistics } from './scan-statistics.ts';

/** What the technicians' page looks at, of the decoder's work. */
export interface DecoderLook {
  statistics(): ScanStatistics;
  /** While true, strips are made and the last frame without a code is kept. */
  diagnose(isOn: boolean): void;
  /** The bars that were last turned upright and cut out; null before the first. */
  strip(): GreyPicture | null;
  isWasm(): boolean;
}

interface ScannerTechnician {
  /** The camera delivered a frame. */
  presented(atMs: number): void;
  decoded(reading: PictureReading, atMs: number): void;
  pictureDecoded(reading: PictureReading): void;
  crashed(): void;
  isDiagnosing(): boolean;
  readonly look: DecoderLook;
}

/** Notes for the technician what the decoder does. */
export function createScannerTechnician(): ScannerTechnician {
  const statistics = createScanStatistics();
  let diagnosing = false;
  let isWasm = true;
  let strip: GreyPicture | null = null;
  return {
    presented: statistics.presented,
    decoded(reading, atMs) {
      isWasm = reading.isWasm;
      if (!reading.isLookedAt) return;
      const stage = reading.codes[0]?.stage ?? null;
      statistics.decoded({ atMs, decodeMs: reading.decodeMs, stage });
      strip = reading.strip ?? (diagnosing ? strip : null);
    },
    pictureDecoded(reading) {
      isWasm = reading.isWasm;
    },
    crashed: statistics.crashed,
    isDiagnosing: () => diagnosing,
    look: {
      statistics: () => statistics.snapshot(performance.now()),
      diagnose(isOn) {
        diagnosing = isOn;
      },
      strip: () => strip,
      isWasm: () => isWasm,
    },
  };
}
