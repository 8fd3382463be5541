/** A key that a person pressed. */
export interface ClerkKey {
  /** As in `KeyboardEvent.key`: `1`, `+`, `Enter`, `Escape`, `F2`. */
  readonly key: string;
  readonly shift: boolean;
  /** Focus is in an input field: characters go to the field and never come here, Enter and Escape do. */
  readonly inField: boolean;
}

/** True: the key is used up here, other handlers and the browser do not see it. */
export type ClerkKeyHandler = (key: ClerkKey) => boolean;

export type OnClerkKey = (handler: ClerkKeyHandler) => () => void;
