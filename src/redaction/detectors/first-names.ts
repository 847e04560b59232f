/** Lists common first names, which distinguish `Jane Doe` from `Visual Studio`. */

/**
 * The most frequent names in the published statistics of the United States, the United Kingdom, Germany, France, Spain,
 * Italy, Poland, Turkey, India, Brazil and the Nordic countries, and common romanized names. Names that are also words of
 * programs or products (Will, Mark, Grant, Max, Ruby, Julia, Jasmine, Flora) are not listed.
 */
export const FIRST_NAMES: ReadonlySet<string> = new Set(
  (
    "James John Jon Robert William Michael Mike David Richard Joseph Thomas Tom Charles Christopher Chris Daniel Matthew Matt Anthony Tony Donald Steven Steve " +
    "Paul Andrew Andy Joshua Kenneth Kevin Brian George Timothy Tim Ronald Edward Jason Jeffrey Jeff Ryan Jacob Gary Nicholas Nick Eric Jonathan Stephen " +
    "Larry Justin Scott Brandon Benjamin Ben Samuel Sam Gregory Greg Alexander Alex Patrick Frank Raymond Jack Dennis Jerry Tyler Aaron Jose Adam Nathan " +
    "Henry Zachary Douglas Peter Kyle Noah Ethan Jeremy Walter Christian Keith Roger Terry Austin Sean Gerald Carl Harold Dylan Arthur Lawrence Jordan " +
    "Jesse Bryan Billy Bruce Gabriel Joe Logan Alan Juan Albert Willie Elijah Wayne Randy Vincent Mason Roy Ralph Bobby Russell Bradley Philip Eugene " +
    "Liam Oliver Lucas Leo Oscar Felix Hugo Jan Jane Janet Janice Mary Patricia Jennifer Jenny Linda Elizabeth Liz Barbara Susan Jessica Sarah Sara Karen " +
    "Lisa Nancy Betty Sandra Margaret Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Kathleen " +
    "Amy Angela Shirley Anna Brenda Pamela Emma Nicole Helen Samantha Katherine Kate Christine Debra Rachel Carolyn Catherine Maria Heather Diane Olivia " +
    "Julie Joyce Victoria Kelly Christina Joan Evelyn Lauren Judith Megan Andrea Cheryl Hannah Martha Jacqueline Frances Gloria Ann Anne Teresa Kathryn " +
    "Doris Alice Jean Abigail Sophia Sophie Charlotte Amelia Isabella Mia Zoe Chloe Ella Lily Lucy Eva Clara Nora Ida Ingrid Astrid Freya Maja Alma Elsa " +
    "Hans Klaus Wolfgang Jürgen Juergen Günter Uwe Stefan Stephan Andreas Matthias Sebastian Tobias Florian Lukas Jonas Finn Moritz Johannes Johann Karl " +
    "Heinz Dieter Manfred Bernd Ralf Sven Torsten Thorsten Markus Katharina Ursula Monika Petra Sabine Claudia Heike Birgit Anja Katrin Greta Lena Lea Leonie " +
    "Pierre Jacques Philippe Michel Alain Bernard François Francois Laurent Olivier Nicolas Julien Antoine Mathieu Guillaume Sylvie Isabelle Nathalie Céline " +
    "Camille Manon Élodie Aurélie Marie Chantal Monique Carlos Luis Javier Miguel Pedro Pablo Manuel Antonio Alejandro Diego Fernando Sergio Rafael Jorge " +
    "Raúl Álvaro Lucía Carmen Pilar Isabel Elena Marta Cristina Beatriz Rosa Ana Giuseppe Giovanni Marco Luca Matteo Lorenzo Francesco Alessandro Andrea " +
    "Roberto Paolo Giulia Chiara Francesca Valentina Federica João Joao Paulo Rodrigo Thiago Gustavo Bruno Mariana Fernanda Juliana Camila Larissa Piotr " +
    "Krzysztof Andrzej Tomasz Paweł Pawel Marcin Michał Michal Agnieszka Katarzyna Małgorzata Joanna Magdalena Jakub Jiří Petr Zdeněk Ivan Dmitry Dmitri " +
    "Sergei Sergey Vladimir Alexei Alexey Andrei Andrey Mikhail Nikolai Olga Natalia Natasha Svetlana Tatiana Ekaterina Irina Yuri Boris Mehmet Mustafa " +
    "Ahmet Ayşe Fatma Emine Hüseyin Ali Ahmed Mohamed Mohammed Muhammad Omar Hassan Hussein Fatima Aisha Khalid Youssef Ibrahim Yusuf Layla Zainab Amit " +
    "Rahul Raj Sanjay Vijay Priya Anjali Deepak Sunil Ravi Rajesh Suresh Pooja Neha Arjun Aarav Krishna Lakshmi Kavita Wei Jing Xiao Ming Hui Yang Hiroshi " +
    "Kenji Takashi Yuki Haruto Sakura Yoko Akira Satoshi Keiko Minjun Jihoon Nguyen Linh Lars Erik Anders Nils Björn Bjorn Olav Kari Mette Jens Søren Mikko Jukka Pekka Kwame Chidi Amina Ngozi"
  ).split(" "),
);
