using './main.bicep'

param environment = 'prod'
param officeAddress = 'beteiligung@example.org'
param alertAddress = 'betrieb@example.org'
param monthlyBudget = 80
param budgetStart = '2027-01-01'
param entraClientId = readEnvironmentVariable('LIP_ENTRA_CLIENT_ID')
param events = bool(readEnvironmentVariable('LIP_EVENTS', 'false'))
