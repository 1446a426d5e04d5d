import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './repository.module.css';
import { foldersOf, type RepositorySearch } from './repository-search.ts';

interface BreadcrumbProps {
  id: string;
  /** What the top is called. */
  top: string;
  search: RepositorySearch;
}

/** The folders on the way to the one on screen; searching a folder ends when one goes to another. */
export const Breadcrumb = ({ id, top, search }: BreadcrumbProps) => {
  const { t } = useTranslation();
  const folders = [{ name: top, path: undefined }, ...foldersOf(search.path)];
  return (
    <nav aria-label={t('repository.way')}>
      <ol className={classes.way}>
        {folders.map(({ name, path }) => (
          <li key={path ?? ''}>
            {path === search.path ? (
              <span aria-current="page">{name}</span>
            ) : (
              <Link to="/providers/$id/files" params={{ id }} search={{ path, recursive: search.recursive }}>
                {name}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
};
