import type { CommandId } from '../desk/commands.ts';
import { useCommand } from './use-command.ts';

/** A button that says which command it gives, and by which key one has it too. */
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
