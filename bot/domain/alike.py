"""Words of one meaning in the languages of the events: roles, kinds of organizations, and cities.

All folded; in a group any word stands for any other. What only joins words is none that anybody is found by.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.text import vocabulary

_GROUPS = (
    # Roles, with the endings that Romanian and Hungarian give them.
    """
    head director directorul directoare directoarea directorului leader chief boss ceo sef seful sefa sefului
    conducator conducatorul conducatorului lider liderul vezeto vezetoje vezetojet igazgato igazgatoja
    igazgatojat fonok fonoke ugyvezeto ugyvezetoje
    """,
    "president chair chairman chairwoman presedinte presedintele presedinta presedintelui elnok elnoke",
    "founder fondator fondatorul fondatoare fondatoarea alapito alapitoja alapitojat",
    "rector rectorul rectorului rektor rektora dean decan decanul dekan dekanja",
    "secretary secretar secretarul secretara titkar titkara",
    "researcher cercetator cercetatorul cercetatoare kutato kutatoja",
    "engineer inginer inginerul inginera mernok mernoke",
    # Organizations.
    "cluster clusterul clusterului clustere clusterelor klaszter klaszteret klaszterek klaszterenek",
    "university universitate universitatea universitatii egyetem egyeteme egyetemi egyetemet",
    "company firm firma firmei firme compania companiei companie ceg cege ceget cegnek vallalat vallalata",
    "association asociatie asociatia asociatiei egyesulet egyesulete egyesuleti szovetseg szovetsege",
    "agency agentie agentia agentiei ugynokseg ugynoksege",
    "institute institut institutul institutului intezet intezete",
    "ministry minister ministerul ministerului miniszterium miniszteriuma",
    "hospital spital spitalul spitalului korhaz korhaza",
    "chamber camera camerei kamara kamaraja",
    "bank banca bancii bankja",
    "school scoala scolii iskola iskolaja",
    "foundation fundatie fundatia fundatiei alapitvany alapitvanya",
    "municipality primaria primariei polgarmesteri onkormanyzat onkormanyzata",
    # Cities that each language calls in its own way.
    "cluj clujul clujului clujean kolozsvar kolozsvari kolozsvarrol klausenburg",
    "bucharest bucuresti bucurestiului bukarest bukaresti",
    "oradea oradiei nagyvarad nagyvaradi",
    "timisoara timisoarei temesvar temesvari",
    "brasov brasovului brasso brassoi kronstadt",
    "sibiu sibiului nagyszeben nagyszebeni hermannstadt",
    "budapest budapesta budapestei budapesti",
    "vienna viena vienei becs becsi wien",
)
_JOINING = vocabulary(
    """
    the and for with from who what whos are this that our your their din pentru cel cea cei lui unui unei ale
    cine care este ami aki akik egy van
    """
)


def _others() -> Mapping[str, tuple[str, ...]]:
    groups = [group.split() for group in _GROUPS]
    return MappingProxyType(
        {word: tuple(one for one in group if one != word) for group in groups for word in group}
    )


SAME = _others()
"""Of each word those that mean the same."""


def joins(word: str) -> bool:
    """Tell whether a folded word only joins others."""
    return word in _JOINING
