import { PageHead } from '../shell/PageHead.tsx';

export function PeoplePage() {
  return <PageHead title="" />;
}
