import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readCardCode } from '../../domain/card-code.ts';
import { useCatalogue } from '../use-catalogue.ts';
import css from './dialogs.module.css';

/** F2: the number typed by hand, read by the same rules as a scan. */
export function TypeDialog(props: {
  readonly onNumber: (text: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const state = useTypedState(text);
  const submit = () => {
    if (text.trim() !== '') props.onNumber(text);
  };
  return (
    <Modal
      open
      title={t('type.title')}
      okText={`${t('type.ok')} ⏎`}
      cancelText={`${t('type.cancel')} Esc`}
      okButtonProps={{ disabled: text.trim() === '' }}
      onOk={submit}
      onCancel={props.onClose}
    >
      <Input
        autoFocus
        size="large"
        value={text}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('type.placeholder')}
        aria-label={t('type.title')}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing) submit();
        }}
      />
      <p className={css['note']} data-typed={state} aria-live="polite">
        {t(`type.${state}`)}
      </p>
    </Modal>
  );
}

/** What the check character says of the number so far: a number that is not complete yet looks like a wrong one. */
function useTypedState(text: string): 'complete' | 'incomplete' | 'prefixHint' {
  const catalogue = useCatalogue();
  const { kind } = readCardCode(text, catalogue ?? {});
  if (kind === 'card') return 'complete';
  return kind === 'wrong-check' ? 'incomplete' : 'prefixHint';
}
