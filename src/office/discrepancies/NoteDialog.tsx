import { useWords } from '../shell/i18n.ts';
import { ReasonDialog } from '../shell/ReasonDialog.tsx';

/** Asks for what was found before something is decided for good. */
export function NoteDialog({
  onNote,
  hasAsked = false,
  ...dialog
}: {
  readonly title: string;
  readonly about: string;
  readonly okText: string;
  readonly isPending: boolean;
  readonly fault: unknown;
  /** Adds a field for the person whom the office asks to find out. */
  readonly hasAsked?: boolean;
  readonly onNote: (note: string, asked: string | null) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  // With that field nothing is decided yet, so the words are others.
  const words = hasAsked
    ? { label: t('discrepancies.known'), wanted: t('discrepancies.knownWanted') }
    : { label: t('discrepancies.note'), wanted: t('discrepancies.noteWanted') };
  const asked = { label: t('discrepancies.asked'), help: t('discrepancies.askedHelp') };
  return <ReasonDialog {...dialog} {...words} {...(hasAsked ? { asked } : {})} onReason={onNote} />;
}
