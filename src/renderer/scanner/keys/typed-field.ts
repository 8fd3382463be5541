/** A field that characters of a scan may have leaked into, as it was before the first of them. */
export interface FieldBefore {
  readonly field: HTMLInputElement | HTMLTextAreaElement;
  readonly value: string;
  readonly start: number | null;
  readonly end: number | null;
}

/** Input types that take no characters. */
const NOT_TYPED_INTO = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'];

/** The field that takes the characters of a key event; null if none does. */
export function fieldOf(target: EventTarget | null): HTMLElement | null {
  if (target instanceof HTMLInputElement) return NOT_TYPED_INTO.includes(target.type) ? null : target;
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLElement && target.isContentEditable ? target : null;
}

/** Remembers what the field holds; null for content that cannot be put back. */
export function rememberField(target: EventTarget | null): FieldBefore | null {
  const field = fieldOf(target);
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return null;
  return { field, value: field.value, start: field.selectionStart, end: field.selectionEnd };
}

/** Takes leaked characters out again, in a way that React's controlled fields hear of. */
export function restoreField({ field, value, start, end }: FieldBefore): void {
  if (field.value === value) return;
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  // React replaces the setter on the element; only the prototype's own makes it see a change.
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (start !== null) field.setSelectionRange(start, end);
}
