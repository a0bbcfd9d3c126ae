--- stopwords.lua: words that say nothing of what a text is of, in nl, fr, de and en; in small letters without accents, as the
--- search sees them.
--
-- Example:  stopwords.the   --> true

local LISTS = {
  en = [[a about after all also an and any are as at be been before being but by can could did do does for from had has have he
    her here his how if in into is it its just like many may more most much near new no not now of off on one only or
    other our out over own per same she should since so some still such than that the their them then there these they
    this those through to too two under until up use used using very was we were what when where which while who why
    will with within without would you]],
  nl = [[aan al alle als andere bij binnen daar dan dat de deze die dit doen door een eerste en er geen goed had haar heb hebben
    heeft hem het hier hij hoe hun ik in is ja je kan kunnen maar meer met mijn moet na naar niet nieuwe nog nu of om
    omdat onder ons ook op over reeds sinds te tegen tot tussen twee uit van vanaf veel via volgens voor waar was wat we
    wel werd werden wie wij worden wordt zal ze zich zij zijn zo zonder zou]],
  fr = [[a ai ainsi apres au aucun aussi autre autres aux avant avec avoir beaucoup c ce ceci cela celle ces cet cette ceux chez
    comme contre d dans de depuis des deux dont du elle elles en encore entre est et etaient etait ete etre eux fait
    font ici il ils j je l la le les leur leurs lors lui m mais meme moins n ne ni nos notre nous on ont ou par pas peu
    plus pour qu quand que quel quelle qui s sa sans se selon ses si son sont sous sur t tous tout toute toutes tres un
    une vers vos votre vous y]],
  de = [[ab aber alle als also am an andere auch auf aus bei beim bereits bin bis da dann das dass dem den der des die dies diese
    diesem dieser dieses doch du durch ein eine einem einen einer eines er es fur gegen gibt hat hatte hatten haben hier
    ich ihm ihr ihre im immer in ins ist ja jede jetzt kann kein keine konnen mehr mit nach nicht neue noch nun nur ob
    oder ohne sehr sein seine seit sich sie sind so soll uber um und uns unter viele vom von vor war waren was weil wenn
    wer werden wie wieder wird wo wurde wurden zu zum zur zwei zwischen]],
}

local stopwords = {}
for _, list in pairs(LISTS) do
  for word in list:gmatch "%a+" do stopwords[word] = true end
end

return stopwords
