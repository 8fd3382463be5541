import { PageHead } from '../shell/PageHead.tsx';

export function CataloguePage() {
  return <PageHead title="" />;
}
