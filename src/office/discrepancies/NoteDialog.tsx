import { useWords } from '../shell/i18n.ts';
import { ReasonDialog } from '../shell/ReasonDialog.tsx';

/** Asks for what was found before something is decided for good. */
export function NoteDialog({
  onNote,
  ...dialog
}: {
  readonly title: string;
  readonly about: string;
  readonly okText: string;
  readonly isPending: boolean;
  readonly fault: unknown;
  readonly onNote: (note: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const words = { label: t('discrepancies.note'), wanted: t('discrepancies.noteWanted') };
  return <ReasonDialog {...dialog} {...words} onReason={onNote} />;
}
