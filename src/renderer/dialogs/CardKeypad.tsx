import { useTranslation } from 'react-i18next';
import css from './card-keypad.module.css';

/** Every character of a card number, in the order of a keyboard; `*` is a check character (ISO 7064, MOD 37-2). */
const ROWS = ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL*', 'ZXCVBNM'] as const;

/** A number is typed on the glass if there is no keyboard. The field keeps the focus, so that a key still works. */
export function CardKeypad(props: {
  readonly onCharacter: (character: string) => void;
  readonly onErase: () => void;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className={css['keypad']} aria-label={t('type.keypad')}>
      {ROWS.map((row) => (
        <div key={row} className={css['row']}>
          {[...row].map((character) => (
            <Key key={character} words={character} onPress={() => props.onCharacter(character)} />
          ))}
          {row === ROWS[3] && <Key words={`⌫ ${t('type.erase')}`} isWide onPress={props.onErase} />}
        </div>
      ))}
    </fieldset>
  );
}

function Key(props: { readonly words: string; readonly isWide?: boolean; readonly onPress: () => void }) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={props.isWide ? `${css['key']} ${css['wide']}` : css['key']}
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onPress}
    >
      {props.words}
    </button>
  );
}
