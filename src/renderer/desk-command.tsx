import { useMemo } from 'react';
import type { CommandId } from '../desk/command.ts';
import { commandOf } from '../desk/commands.ts';
import { useLanguage } from './i18n/use-language.ts';
import { useDesk, useKiosk } from './kiosk-context.ts';

/** A button that names its command, and the key that gives the same command. */
export function CommandKey(props: { readonly id: CommandId; readonly className: string | undefined }) {
  const { label, isEnabled, press } = useCommand(props.id);
  return (
    <button
      type="button"
      className={props.className}
      disabled={!isEnabled}
      data-command={props.id}
      onClick={press}
    >
      {label}
    </button>
  );
}

/** What a button needs of a command of the desk. */
export interface CommandButton {
  /** Its key and its words. */
  readonly label: string;
  readonly isEnabled: boolean;
  readonly press: () => void;
}

/** Runs a command, as its key does. The outcome shows on the screen. */
export function useRun(): (id: CommandId, args?: unknown) => void {
  const { desk } = useKiosk();
  return useMemo(
    () =>
      (id, args = {}) =>
        void commandOf(id).run(desk.getState, args),
    [desk],
  );
}

/** Runs a command and waits for it. False if what it names does not exist. */
export function useRunThen(): (id: CommandId, args: unknown) => Promise<boolean> {
  const { desk } = useKiosk();
  return (id, args) => commandOf(id).run(desk.getState, args);
}

export function useCommand(id: CommandId, args: unknown = {}): CommandButton {
  const run = useRun();
  const { keyNames, words, isEnabled } = commandOf(id);
  const [first = '', ...rest] = words[useLanguage()];
  return {
    label: [keyNames, first.toUpperCase() + rest.join('')].filter(Boolean).join(' '),
    isEnabled: useDesk((desk) => isEnabled(desk, args)),
    press: () => run(id, args),
  };
}
