import { Form, Input, Select } from 'antd';
import {
  REASON_LENGTH_MAX,
  REASON_WORDS,
  REASONS_OF,
  type ReasonedAct,
  type ReasonKind,
} from '../../domain/card/change-reason.ts';
import { useWords } from '../shell/i18n.ts';

/** What a form holds of a reason. */
export interface ReasonGiven {
  readonly reason?: ReasonKind;
  readonly reasonWords?: string;
}

/** The part of a request that says why; nothing if nobody chose a reason. */
export function reasonOf({ reason, reasonWords = '' }: ReasonGiven): ReasonGiven {
  if (reason === undefined || reason === null) return {};
  const words = reasonWords.trim();
  return { reason, ...(words === '' ? {} : { reasonWords: words }) };
}

/** Asks why a card is changed: one reason of a short list, and words if somebody wants to say more. */
export function ReasonFields({ act, isWanted }: { readonly act: ReasonedAct; readonly isWanted: boolean }) {
  const { t, say } = useWords();
  const form = Form.useFormInstance<ReasonGiven>();
  const isOther = Form.useWatch('reason', form) === 'other';
  // Words alone would be lost.
  const hasWords = (Form.useWatch('reasonWords', form) ?? '').trim() !== '';
  return (
    <>
      <Form.Item
        name="reason"
        label={t(isWanted ? 'cards.reason' : 'cards.reasonIfAny')}
        rules={isWanted || hasWords ? [{ required: true, message: t('cards.reasonWanted') }] : []}
      >
        <Select
          allowClear={!isWanted}
          placeholder={t('cards.reasonChoose')}
          options={REASONS_OF[act].map((kind) => ({ value: kind, label: say(REASON_WORDS[kind]) }))}
        />
      </Form.Item>
      <Form.Item
        name="reasonWords"
        label={t('cards.reasonMore')}
        extra={t('cards.reasonNoNumbers')}
        rules={isOther ? [{ required: true, whitespace: true, message: t('cards.reasonOther') }] : []}
      >
        <Input.TextArea rows={2} maxLength={REASON_LENGTH_MAX} />
      </Form.Item>
    </>
  );
}
