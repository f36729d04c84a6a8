// What there is to choose of the stage, for menus.
import { ownPlaces, type OwnPlace } from '../../layout/ownPlace.ts';
import { stageViews, type StageView } from '../../layout/stagePlan.ts';
import type { Messages } from '../../messages/Messages.ts';
import type { MenuGroup } from '../../ui/Menu.tsx';
import { changeStage, type StageSettings } from './stageSettings.ts';

type Words = Messages['stage'];

export function stageChoices(settings: StageSettings, words: Words): MenuGroup[] {
  const view: MenuGroup = {
    label: words.view.heading,
    choices: stageViews.map((id) => ({ id, label: words.view.choices[id] })),
    chosen: settings.view,
    choose: (id) => changeStage({ view: id as StageView }),
  };
  return [view, ...ownPictureChoices(settings, words)];
}

export function ownPictureChoices({ ownPlace, mirrored }: StageSettings, words: Words): MenuGroup[] {
  return [
    {
      label: words.own.heading,
      choices: ownPlaces.map((id) => ({ id, label: words.own.places[id] })),
      chosen: ownPlace,
      choose: (id) => changeStage({ ownPlace: id as OwnPlace }),
    },
    {
      label: words.own.mirror,
      choices: [
        { id: 'yes', label: words.own.mirrored.yes },
        { id: 'no', label: words.own.mirrored.no },
      ],
      chosen: mirrored ? 'yes' : 'no',
      choose: (id) => changeStage({ mirrored: id === 'yes' }),
    },
  ];
}
