import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { handlesMatters, recordNumberIn } from '../../desk/matter-lookup.ts';
import { readCardCode } from '../../domain/card/card-code.ts';
import { OWN_NUMBER_TEXT_LENGTH_MAX } from '../../domain/journal/own-number.ts';
import { useSettings } from '../kiosk-context.ts';
import { useCatalogue } from '../use-catalogue.ts';
import { useNumberRules } from '../use-own-numbers.ts';
import { CardKeypad } from './CardKeypad.tsx';
import { mainFirst } from './dialog-parts.tsx';
import css from './dialogs.module.css';

/** Allows blanks and some more characters, so that a number that is too long can be reported as such. */
const LENGTH_MAX = OWN_NUMBER_TEXT_LENGTH_MAX;

/** F2: the number typed by hand, read by the same rules as a scan. */
export function TypeDialog(props: {
  readonly onNumber: (text: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const catalogue = useCatalogue();
  const { siteId } = useSettings();
  const hall = catalogue !== null && siteId !== null ? { catalogue, siteId } : null;
  const isHall = hall !== null && handlesMatters(hall);
  const { kind } = readCardCode(text, catalogue ?? {});
  // A desk of the service hall looks matters up by their number, too, and a venue finds a card by its own number.
  const isMatter = hall !== null && recordNumberIn(text, hall) !== null;
  const { refusal } = useNumberRules('matter');
  const [isRefused, setRefused] = useState(false);
  const type = (next: string) => {
    setText(next);
    setRefused(false);
  };
  const submit = () => {
    if (text.trim() === '') return;
    // A text that does not look like a number is most likely mistyped: it stays here to be corrected.
    if (!isMatter && (kind === 'not-a-card' || kind === 'misread')) setRefused(true);
    else props.onNumber(text);
  };
  return (
    <Modal
      open
      title={t(isHall ? 'type.titleHall' : 'type.title')}
      width="36rem"
      okText={`${t('type.ok')} ⏎`}
      cancelText={`${t('type.cancel')} Esc`}
      okButtonProps={{ disabled: text.trim() === '' }}
      footer={mainFirst}
      onOk={submit}
      onCancel={props.onClose}
    >
      <Input
        autoFocus
        size="large"
        value={text}
        maxLength={LENGTH_MAX}
        autoComplete="off"
        spellCheck={false}
        placeholder={t('type.placeholder')}
        aria-label={t('type.title')}
        onChange={(event) => type(event.target.value)}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing) submit();
        }}
      />
      <p className={css['note']} data-typed={isMatter ? 'matter' : hintOf(kind)} aria-live="polite">
        {isRefused && isHall && !isMatter
          ? `${t(refusedOf(kind))} ${refusal(text)}`
          : t(
              isMatter
                ? isHall
                  ? 'type.matter'
                  : 'type.own'
                : isRefused
                  ? refusedOf(kind)
                  : `type.${hintOf(kind)}`,
            )}
      </p>
      <CardKeypad
        onCharacter={(character) => type(`${text}${character}`.slice(0, LENGTH_MAX))}
        onErase={() => type(text.slice(0, -1))}
      />
    </Modal>
  );
}

function refusedOf(kind: ReturnType<typeof readCardCode>['kind']): 'type.misread' | 'type.notCard' {
  return kind === 'misread' ? 'type.misread' : 'type.notCard';
}

/** What the check character says about the number so far. An incomplete number looks like a wrong one. */
function hintOf(kind: ReturnType<typeof readCardCode>['kind']): 'complete' | 'incomplete' | 'prefixHint' {
  if (kind === 'card') return 'complete';
  return kind === 'wrong-check' ? 'incomplete' : 'prefixHint';
}
