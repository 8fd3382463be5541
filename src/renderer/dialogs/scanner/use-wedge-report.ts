import { useEffect, useMemo, useRef, useState } from 'react';
import type { CardNumber } from '../../../domain/card/card-number.ts';
import { trialCardNumber } from '../../../domain/card/scanned-parts.ts';
import type { ScannerAdditions } from '../../../domain/card/scanner-additions.ts';
import { useKiosk } from '../../kiosk-context.ts';
import { onClerkKey, onOverheard } from '../../scanner/keys/keyboard-wedge.ts';
import { type WedgeReport, wedgeReportOf } from '../../scanner/keys/wedge-report.ts';
import { NOTHING_TYPED, TYPING_ENDS_MS, withHeard } from '../../scanner/keys/wedge-typing.ts';
import { useCatalogue } from '../../use-catalogue.ts';

interface WedgeLook {
  /** The number that the technician scans as a test. */
  readonly known: CardNumber;
  readonly isReceiving: boolean;
  readonly report: WedgeReport | null;
}

/** These act on this page too; all other keys are shown and do nothing. */
const KEYS_OF_PAGE: readonly string[] = ['Escape', 'Tab'];

/** How the scanner types, scan by scan. What two scans in a row add alike is kept at once. */
export function useWedgeReport(onReport: () => void): WedgeLook {
  const { settings } = useKiosk();
  const rules = useCatalogue();
  const known = useMemo(() => trialCardNumber(rules ?? {}), [rules]);
  const [isReceiving, setReceiving] = useState(false);
  const [report, setReport] = useState<WedgeReport | null>(null);
  const told = useRef(onReport);
  told.current = onReport;
  useEffect(() => {
    let typing = NOTHING_TYPED;
    let before: ScannerAdditions | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = () => {
      const store = settings.getState();
      const kept = store.settings.scannerAdditions;
      const next = wedgeReportOf(typing, { rules: rules ?? {}, known, kept, before });
      typing = NOTHING_TYPED;
      setReceiving(false);
      if (next === null) return;
      before = next.parts.code === null ? before : next.parts.additions;
      if (next.toKeep !== null) void store.change({ scannerAdditions: next.toKeep });
      setReport(next);
      told.current();
    };
    const stopHearing = onOverheard((heard) => {
      typing = withHeard(typing, heard);
      if (heard.event === null || typing.downsMs.length === 0) return;
      setReceiving(true);
      clearTimeout(timer);
      timer = setTimeout(end, TYPING_ENDS_MS);
    });
    const stopKeys = onClerkKey(({ key }) => !KEYS_OF_PAGE.includes(key));
    return () => {
      clearTimeout(timer);
      stopHearing();
      stopKeys();
    };
  }, [settings, rules, known]);
  return { known, isReceiving, report };
}
