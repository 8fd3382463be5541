import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DayClosing } from '../../desk/day-closing.ts';
import { unreachable } from '../../domain/base/unreachable.ts';
import { MissingNote, UncountedNote } from '../dialogs/day/MissingNote.tsx';
import { CloseButton, WaitingCardNote } from '../dialogs/dialog-parts.tsx';
import { ClosedDay } from './ClosedDay.tsx';
import { CompareCash } from './CompareCash.tsx';
import { CountCash } from './CountCash.tsx';
import './texts.ts';

/** F9, 日结: count, compare, sign off, print. */
export function DayEndDialog(props: {
  readonly closing: DayClosing;
  /** The newest uses may be missing. */
  readonly isUncounted: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('closing');
  const desk = useTranslation().t;
  return (
    <Modal
      open
      width="46rem"
      title={t('title')}
      footer={
        ['failed', 'unread'].includes(props.closing.stage) ? (
          <CloseButton onClose={props.onClose} />
        ) : (
          // It takes no focus: Enter is for what the stage itself has to do, such as the paper.
          <Button onClick={props.onClose}>
            {props.closing.stage === 'closed' ? desk('settings.close') : t('leave')} Esc
          </Button>
        )
      }
      onCancel={props.onClose}
    >
      <WaitingCardNote />
      {props.isUncounted && <UncountedNote />}
      <MissingNote />
      <div data-closing={props.closing.stage}>
        <Stage closing={props.closing} />
      </div>
    </Modal>
  );
}

function Stage({ closing }: { readonly closing: DayClosing }) {
  const { t } = useTranslation('closing');
  const desk = useTranslation().t;
  switch (closing.stage) {
    case 'reading':
      return <p role="status">{t('reading')}</p>;
    case 'unread':
      return <p role="alert">{t('unread')}</p>;
    case 'count':
      return <CountCash day={closing.day} floatFen={closing.floatFen} />;
    case 'compare':
      return <CompareCash closing={closing} />;
    case 'closed':
      return <ClosedDay entry={closing.entry} body={closing.body} />;
    case 'failed':
      return (
        <p role="alert" data-reason={closing.reason}>
          {desk(`fault.${closing.reason}`)}
        </p>
      );
    default:
      return unreachable(closing);
  }
}
