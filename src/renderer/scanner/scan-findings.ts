import type { CardNumberRules } from '../../domain/card-form.ts';
import {
  type Finding,
  hearElsewhere,
  hearWedge,
  NOTHING_SEEN,
  seeFrame,
  seePicture,
} from '../../scan/camera/scan-filter.ts';
import type { PictureResult, ScannerEvent, ScanSource } from './scanner-event.ts';

/** Makes findings of what the sources read, and events of the findings. */
interface ScanFindings {
  frame(codes: readonly string[], atMs: number): void;
  wedge(typed: string): void;
  picture(codes: readonly string[]): PictureResult;
  /** No frames come any more. */
  noCamera(): void;
}

/** All sources share one memory: a card that one has read is no second finding of another. */
export function createScanFindings(options: {
  readonly rules: () => CardNumberRules;
  readonly onEvent: (event: ScannerEvent) => void;
}): ScanFindings {
  const { rules, onEvent } = options;
  let filter = NOTHING_SEEN;
  let inView = false;

  function tell(finding: Finding, source: ScanSource): void {
    if (finding.kind === 'code') onEvent({ kind: 'code', text: finding.text, source });
    else if (finding.kind === 'two-cards') onEvent({ kind: 'two-cards', source });
    else if (finding.kind !== 'none') onEvent(finding);
  }

  function tellInView(next: boolean): void {
    if (next !== inView) onEvent({ kind: 'in-view', inView: next });
    inView = next;
  }

  return {
    frame(codes, atMs) {
      const step = seeFrame(filter, { codes, atMs, rules: rules() });
      filter = step.state;
      tellInView(step.inView);
      tell(step.finding, 'camera');
    },
    wedge(typed) {
      const heard = { text: withoutCapsLock(typed), atMs: performance.now(), rules: rules() };
      const { state, finding } = hearWedge(filter, heard);
      filter = state;
      tell(finding, 'wedge');
    },
    picture(codes) {
      const finding = seePicture(codes, rules());
      if (finding.kind === 'code') {
        const heard = { text: finding.text, atMs: performance.now(), rules: rules() };
        filter = hearElsewhere(filter, heard);
      }
      tell(finding, 'picture');
      return finding.kind === 'none' ? { kind: 'nothing' } : finding;
    },
    noCamera() {
      tellInView(false);
    },
  };
}

/** A signed code has capitals alone, and none but the exact text is good; caps lock makes them small. */
function withoutCapsLock(typed: string): string {
  return /^lw1:/.test(typed) ? typed.toUpperCase() : typed;
}
