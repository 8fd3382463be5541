import type { StoryLine } from '../../../domain/decision/decision.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import css from './card-story.module.css';

/** What the card did here today and holds here, before anything is offered to it again. */
export function CardStory({ story }: { readonly story: readonly StoryLine[] }) {
  const language = useLanguage();
  if (story.length === 0) return null;
  return (
    <ul className={css['story']} data-story={story.length}>
      {story.map((line) => (
        <li key={line.recordId ?? `${line.itemId} ${line.seq}`} data-story-kind={line.kind}>
          {line.text[language]}
        </li>
      ))}
    </ul>
  );
}
