/** Sentences of technical text in several languages, one per line. */

export const PROSE: Readonly<Record<string, string>> = {
  "prose, English": `
    The index is rebuilt whenever the schema changes.
    We switched from cosine similarity to dot product, and recall went up by 3%.
    Add a retry with exponential backoff (max. 5 attempts).
    This test is flaky on Windows; see the note in the README.
    How do I configure hybrid search with a reranker?
    The parser accepts trailing commas since version 2.4.0.
    It's slower than before: 120 ms instead of 45 ms.
    Please use the new API instead of the deprecated one.
    What does "borrowed value does not live long enough" mean?
    Feature flags are evaluated once per session.
    The key insight is that tokens are cheaper than round trips.
    A secret ingredient of good search is a good tokenizer.
    Users can pass a custom comparator as the third argument.
    The login page renders twice in strict mode.
    find all functions that parse user input
    where is the authentication middleware defined?
    how are passwords hashed in this codebase?
    show me the code that validates email addresses
    explain the token refresh flow
    which files import the path module?
    refactor the host resolution to use async iterators
    Why does the build fail with exit code 1?
    Either and/or both options work, e.g. the first one, i.e. the default.
    Read/write access is required for client/server tests.
    Input/output errors are retried; yes/no questions are not.
    Use Ctrl+C to stop, Ctrl+Shift+P to open the palette.
    Thanks @everyone, this is fixed in the next release!
    Ping @channel when the deployment is done.
    The ratio is 3:1 at 10:30, see step 2.1.3 of the guide.
    3 of 12 tests failed on Node 20, none on Node 22.`,
  "prose, German": `
    Der Index wird neu aufgebaut, sobald sich das Schema ändert.
    Die Suche liefert seit Version 3.1 keine Treffer mehr.
    Wie kann ich die Größe des Puffers einstellen?
    Das Passwort muss mindestens zwölf Zeichen lang sein.
    Die Tests laufen unter Windows langsamer als unter Linux.
    Bitte zuerst die Abhängigkeiten installieren, dann bauen.
    Der Schlüssel der Tabelle ist die Spalte id.
    Nach dem Neustart war der Fehler verschwunden.`,
  "prose, French": `
    L'index est reconstruit à chaque changement de schéma.
    Comment configurer la recherche hybride ?
    Le mot de passe est obligatoire.
    La taille du tampon passe de 512 à 1 024 octets.
    Cette fonction renvoie « null » si la liste est vide.
    Les tests échouent depuis la mise à jour 2.0.
    Il faut d'abord installer les dépendances.`,
  "prose, Spanish": `
    El índice se reconstruye cuando cambia el esquema.
    ¿Cómo se configura la búsqueda híbrida?
    La contraseña debe tener al menos ocho caracteres.
    Las pruebas tardan 12 minutos en la máquina pequeña.
    La función devuelve una lista vacía.
    Hay que instalar primero las dependencias.`,
  "prose, Portuguese": `
    O índice é reconstruído quando o esquema muda.
    Como configuro a busca híbrida?
    A senha é obrigatória.
    Os testes falham desde a versão 4.2.
    A função devolve uma lista vazia.`,
  "prose, Italian": `
    L'indice viene ricostruito quando cambia lo schema.
    Come si configura la ricerca ibrida?
    La funzione restituisce una lista vuota.
    I test falliscono dalla versione 1.9.`,
  "prose, Polish": `
    Indeks jest przebudowywany po każdej zmianie schematu.
    Jak skonfigurować wyszukiwanie hybrydowe?
    Hasło musi mieć co najmniej osiem znaków.
    Testy trwają dwa razy dłużej niż wcześniej.`,
  "prose, Turkish": `
    Şema değiştiğinde dizin yeniden oluşturulur.
    Hibrit arama nasıl yapılandırılır?
    Testler son sürümde başarısız oluyor.`,
  "prose, Russian": `
    Индекс перестраивается при каждом изменении схемы.
    Как настроить гибридный поиск?
    Пароль должен содержать не менее восьми символов.
    Тесты падают после обновления до версии 2.0.
    Функция возвращает пустой список.
    Сначала установите зависимости, потом запустите сборку.
    Размер буфера увеличен с 512 до 1024 байт.`,
  "prose, Ukrainian": `
    Індекс перебудовується після кожної зміни схеми.
    Як налаштувати гібридний пошук?
    Функція повертає порожній список.`,
  "prose, Greek": `
    Το ευρετήριο ξαναχτίζεται όταν αλλάζει το σχήμα.
    Πώς ρυθμίζεται η υβριδική αναζήτηση;`,
  "prose, Chinese": `
    每次修改模式后都会重建索引。
    如何配置混合搜索？
    密码至少需要八个字符。
    升级到 2.0 版本后测试失败。
    该函数返回一个空列表。
    请先安装依赖，然后再构建。
    缓冲区大小从512增加到1024字节。`,
  "prose, Japanese": `
    スキーマが変わるたびにインデックスが再構築されます。
    ハイブリッド検索を設定するにはどうすればよいですか？
    パスワードは8文字以上でなければなりません。
    バージョン2.0に更新してからテストが失敗します。
    この関数は空のリストを返します。
    まず依存関係をインストールしてください。`,
  "prose, Korean": `
    스키마가 바뀔 때마다 인덱스를 다시 만듭니다.
    하이브리드 검색은 어떻게 설정하나요?
    비밀번호는 8자 이상이어야 합니다.
    버전 2.0으로 올린 뒤 테스트가 실패합니다.
    이 함수는 빈 목록을 돌려줍니다.`,
  "prose, Arabic": `
    يعاد بناء الفهرس عند كل تغيير في المخطط.
    كيف يمكن ضبط البحث الهجين؟
    تعيد الدالة قائمة فارغة.`,
  "prose, Hebrew": `
    האינדקס נבנה מחדש בכל שינוי של הסכמה.
    איך מגדירים חיפוש היברידי?`,
  "prose, Hindi": `
    स्कीमा बदलने पर इंडेक्स फिर से बनता है।
    यह फ़ंक्शन खाली सूची लौटाता है।`,
  "prose, Thai": `
    ดัชนีจะถูกสร้างใหม่เมื่อสคีมาเปลี่ยน
    ฟังก์ชันนี้คืนค่ารายการว่าง`,
  "prose, Vietnamese": `
    Chỉ mục được xây dựng lại khi lược đồ thay đổi.
    Hàm này trả về một danh sách rỗng.`,
};
