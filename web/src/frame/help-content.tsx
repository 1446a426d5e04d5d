import { Anchor, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import dialog from '../console-ui/dialog.module.css';
import { useHasGallery } from '../data/system.ts';
import classes from './help.module.css';
import { modifierKey } from './modifier-key.ts';

const arrows = ['←', '→', '↑', '↓'] as const;

/** By itself in its file: it is loaded when somebody asks. */
const HelpContent = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const hasGallery = useHasGallery();
  const groups = [
    { title: t('help.everywhere'), keys: [[[`${modifierKey} K`], t('palette.open')]] },
    {
      title: t('nav.assets'),
      keys: [
        [arrows, t('help.goOver')],
        [['Space'], t('help.choose')],
        [['Shift Space'], t('help.chooseRange')],
        [[`${modifierKey} A`], t('assets.selectAll')],
        [['Esc'], t('assets.selection.clear')],
      ],
    },
    {
      title: t('help.preview'),
      keys: [
        [['+', '−'], t('help.zoom')],
        [['1'], t('asset.zoomActual')],
        [['0'], t('asset.zoomFit')],
      ],
    },
    {
      title: t('nav.workflows'),
      keys: [
        [[`${modifierKey} Z`], t('workflows.undo')],
        [[`${modifierKey} Shift Z`], t('workflows.redo')],
        [[`${modifierKey} C`, `${modifierKey} V`], t('help.copyStep')],
        [['Delete'], t('help.removeStep')],
      ],
    },
    ...(hasGallery
      ? [
          {
            title: t('nav.gallery'),
            keys: [
              [['←', '→'], t('help.turnOver')],
              [['Space'], t('gallery.slideshow.play')],
              [['Esc'], t('gallery.toGallery')],
            ],
          },
        ]
      : []),
  ] as { title: string; keys: [keys: readonly string[], does: string][] }[];
  return (
    <>
      {groups.map(({ title, keys }) => (
        <section key={title} className={classes.group}>
          <h3 className={classes.heading}>{title}</h3>
          <dl className={classes.keys}>
            {keys.map(([names, does]) => (
              <div key={names.join()} className={classes.row}>
                <dt>
                  {names.map((name) => (
                    <kbd key={name} className={classes.key}>
                      {name}
                    </kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className={classes.group}>
        <Anchor href="/docs" target="_blank" rel="noreferrer">
          {t('help.apiReference')}
        </Anchor>
      </p>
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common.close')}
        </Button>
      </div>
    </>
  );
};

export default HelpContent;
